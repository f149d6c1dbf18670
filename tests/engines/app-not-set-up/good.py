"""Each worker sets Django up before its first task comes."""

from concurrent.futures import ProcessPoolExecutor


def set_up():
    import django
    from django.conf import settings

    if not settings.configured:
        settings.configure(INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes"])
    django.setup()


def work(user):
    return user.username


if __name__ == "__main__":
    set_up()
    from django.contrib.auth.models import User

    with ProcessPoolExecutor(1, initializer=set_up) as pool:
        print(list(pool.map(work, [User(username="ann")])))
