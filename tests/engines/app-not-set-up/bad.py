"""A model is sent to a worker in which Django was not set up."""

from concurrent.futures import ProcessPoolExecutor


def work(user):
    return user.username


if __name__ == "__main__":
    import django
    from django.conf import settings

    settings.configure(INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes"])
    django.setup()
    from django.contrib.auth.models import User

    with ProcessPoolExecutor(1) as pool:
        print(list(pool.map(work, [User(username="ann")])))
