"""Small programs that look at the platform, each in a way that programs do: the emulated Windows has to show what Windows shows.

What a Windows CPython did with each of them is in ``windows_sights.json``, which ``windows_agreement.py`` writes.
"""

from __future__ import annotations

SIGHTS: dict[str, str] = {
    "sys.modules": "import sys, os\nsys.modules['os'].fork()",
    "from os import *": "from os import *\nprint(getuid())",
    "os.__dict__": "import os\nprint(os.__dict__['getuid']())",
    "importlib.import_module": "import importlib\nprint(importlib.import_module('os').getuid())",
    "inspect.getmembers": "import inspect, os\ndict(inspect.getmembers(os))['fork']",
    "vars": "import os\nprint(vars(os)['getgid']())",
    "dir": "import os\nif 'fork' in dir(os):\n    raise SystemExit('can fork')\nprint('cannot fork')",
    "importlib.reload": "import importlib, os\nimportlib.reload(os)\nprint(os.getuid())",
    "a computed name": "import os\nfor what in ('pid', 'uid'):\n    print(getattr(os, 'get' + what)() >= 0)",
    "hasattr": "import os, signal\nprint([hasattr(os, 'fork'), hasattr(signal, 'SIGKILL'), hasattr(os, 'getlogin')])",
    "operator.attrgetter": "import operator, os\nprint(operator.attrgetter('getuid')(os)())",
    "exec": "exec('import os\\nos.getppid()\\nos.getuid()')",
    "eval": "import os\nprint(eval('os.getuid()'))",
    "a copy of the module": "import os\nclass Mine:\n    pass\nm = Mine()\nm.__dict__.update(os.__dict__)\nprint(m.getuid())",
    "import in a function": "def who():\n    from os import getuid\n    return getuid()\nprint(who())",
    "posix": "import posix\nprint(posix.getuid())",
    "builtin_module_names": "import sys\nprint('posix' in sys.builtin_module_names, 'nt' in sys.builtin_module_names)",
    "unittest.mock": "from unittest import mock\nwith mock.patch('os.fork', return_value=0):\n    print('patched')",
    "pkgutil.resolve_name": "import pkgutil\nprint(pkgutil.resolve_name('os:getuid')())",
    "a module's module": "import shutil\nprint(shutil.os.getuid())",
    "pathlib's owner": "import pathlib\nprint(isinstance(pathlib.Path(__file__).owner(), str))",
    "a pickle that names it": "import pickle\nprint(pickle.loads(b'cos\\ngetuid\\n.')())",
    "try fcntl": "try:\n    import fcntl\nexcept ImportError:\n    fcntl = None\nprint(fcntl is None)",
    "fcntl unasked": "import fcntl\nprint(fcntl.LOCK_EX)",
    "resource": "import resource\nprint(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > 0)",
    "pwd": "import os, pwd\nprint(pwd.getpwuid(os.getuid()).pw_name)",
    "getpass.getuser": "import getpass\nprint(isinstance(getpass.getuser(), str))",
    "os.nice": "import os\nprint(os.nice(0))",
    "os.uname": "import os\nprint(os.uname().sysname)",
    "os.getloadavg": "import os\nprint(len(os.getloadavg()))",
    "os.sched_getaffinity": "import os\nprint(len(os.sched_getaffinity(0)) > 0)",
    "os.cpu_count": "import os, multiprocessing\nprint(os.cpu_count() == multiprocessing.cpu_count() >= 1)",
    "os.getppid": "import os\nprint(os.getppid() > 0)",
    "os.register_at_fork": "import os\nos.register_at_fork(before=print)",
    "os.get_terminal_size": "import os, shutil\nprint(shutil.get_terminal_size((80, 24)) is not None)",
    "os.chmod": "import os\nopen('f', 'w').close()\nos.chmod('f', 0o600)\nprint('done')",
    "os.chown": "import os\nopen('f', 'w').close()\nos.chown('f', -1, -1)",
    "os.symlink": "import os\nopen('f', 'w').close()\nos.link('f', 'g')\nprint(os.path.samefile('f', 'g'))",
    "shutil.which": "import shutil\nprint(shutil.which('ls') is None)",
    "which, and then use it": "import shutil, subprocess\nsubprocess.run([shutil.which('grep'), '--version'], check=True)",
    "subprocess.run a Unix program": "import subprocess\nsubprocess.run(['ls'])",
    "subprocess, and a fallback": (
        "import subprocess\ntry:\n    subprocess.check_output(['uname', '-s'])\n    print('Unix')\n"
        "except (OSError, subprocess.CalledProcessError):\n    print('no uname')"
    ),
    "subprocess with a shell": "import subprocess\nsubprocess.run('ls -l | wc -l', shell=True, check=True)",
    "subprocess.getoutput": "import subprocess\nprint(int(subprocess.getoutput('ls | wc -l')) >= 0)",
    "os.system": "import os\nif os.system('rm -f nothing') != 0:\n    raise SystemExit('failed')",
    "os.popen": "import os\nprint(int(os.popen('ls | wc -l').read()) >= 0)",
    "a shell that both have": "import subprocess\nprint(subprocess.check_output('echo hi', shell=True, text=True).strip())",
    "preexec_fn": "import subprocess, sys\nsubprocess.run([sys.executable, '-c', ''], preexec_fn=print)",
    "start_new_session": "import subprocess, sys\nprint(subprocess.run([sys.executable, '-c', ''], start_new_session=True).returncode)",
    "a Python by its interpreter": "import subprocess, sys\nprint(subprocess.check_output([sys.executable, '-c', 'print(1)']))",
    "an executable script": (
        "import os, subprocess, sys\nwith open('tool', 'w') as f:\n    f.write('#!' + sys.executable + '\\nprint(1)\\n')\n"
        "os.chmod('tool', 0o755)\nprint(subprocess.run([os.path.abspath('tool')]).returncode)"
    ),
    "signal.SIGUSR1": "import signal\nsignal.signal(signal.SIGUSR1, print)",
    "signal.SIGHUP, asked for": "import signal\nsignal.signal(getattr(signal, 'SIGHUP', signal.SIGTERM), signal.SIG_IGN)\nprint('set')",
    "a signal by its number": "import signal\nsignal.signal(1, signal.SIG_IGN)",
    "signal.SIGINT": "import signal\nprint(signal.signal(signal.SIGINT, signal.SIG_IGN) is signal.default_int_handler)",
    "signal.alarm": "import signal\nsignal.alarm(1)",
    "signal.raise_signal": "import signal\nsignal.signal(signal.SIGTERM, lambda *a: print('handled'))\nsignal.raise_signal(signal.SIGTERM)",
    "os.kill of oneself": (
        "import os, signal\nsignal.signal(signal.SIGTERM, lambda *a: print('handled'))\nos.kill(os.getpid(), signal.SIGTERM)\nprint('on')"
    ),
    "signal.Signals": "import signal\nprint(signal.Signals(9).name)",
    "the signals that there are": "import signal\nprint(sorted(int(s) for s in signal.valid_signals()) == [2, 4, 8, 11, 15, 21, 22])",
    "signal.strsignal": "import signal\nprint(signal.strsignal(9) is None)",
    "a child that was killed": (
        "import multiprocessing as mp, time\nif __name__ == '__main__':\n    p = mp.Process(target=time.sleep, args=(60,))\n"
        "    p.start()\n    p.kill()\n    p.join()\n    print(p.exitcode)"
    ),
    "the event loop": "import asyncio\nasync def main():\n    print(type(asyncio.get_running_loop()).__name__)\nasyncio.run(main())",
    "uvloop's question": "import asyncio, sys\nprint(sys.platform == 'win32', hasattr(asyncio, 'ProactorEventLoop'))",
    "add_signal_handler": (
        "import asyncio, signal\nasync def main():\n    asyncio.get_running_loop().add_signal_handler(signal.SIGINT, print)\n"
        "asyncio.run(main())"
    ),
    "asyncio's Unix server": "import asyncio\nasync def main():\n    await asyncio.start_unix_server(print, 's')\nasyncio.run(main())",
    "asyncio's subprocess": (
        "import asyncio, sys\nasync def main():\n    p = await asyncio.create_subprocess_exec(sys.executable, '-c', '')\n"
        "    print(await p.wait())\nasyncio.run(main())"
    ),
    "asyncio's Unix program": (
        "import asyncio\nasync def main():\n    p = await asyncio.create_subprocess_exec('ls')\n    print(await p.wait())\nasyncio.run(main())"
    ),
    "socket.AF_UNIX": "import socket\nsocket.socket(socket.AF_UNIX, socket.SOCK_STREAM).close()",
    "socket.socketpair": "import socket\na, b = socket.socketpair()\na.sendall(b'x')\nprint(b.recv(1))",
    "SO_REUSEPORT": "import socket\ns = socket.socket()\ns.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)",
    "socketserver.ForkingMixIn": "import socketserver\nclass S(socketserver.ForkingMixIn, socketserver.TCPServer):\n    pass\nprint('made')",
    "select on a pipe": "import os, select\nr, w = os.pipe()\nselect.select([r], [], [], 0)",
    "selectors": "import selectors\nprint(type(selectors.DefaultSelector()).__name__)",
    "os.path.join": "import os\nprint(os.path.join('a', 'b') == 'a/b')",
    "a path that is split at /": "import os\nhead, tail = os.path.join('a', 'b').split('/')\nprint(tail)",
    "a path that is split at os.sep": "import os\nprint(os.path.join('a', 'b').split(os.sep)[-1])",
    "pathlib": "import pathlib\nprint(type(pathlib.Path('a')).__name__)",
    "pathlib as text": "import pathlib\nprint(str(pathlib.Path('a') / 'b').split('/')[1])",
    "pathlib.PosixPath": "import pathlib\nprint(pathlib.PosixPath('a'))",
    "pathlib.WindowsPath": "import pathlib\nprint(pathlib.WindowsPath('a').name)",
    "os.linesep": "import os\nprint(os.linesep == '\\r\\n')",
    "os.devnull": "import os\nopen(os.devnull, 'w').close()\nprint('written')",
    "/dev/null": "open('/dev/null', 'w').close()",
    "/proc": "print(len(open('/proc/self/status').read()) > 0)",
    "os.environ in another case": "import os\nos.environ['pickcheck_case'] = '1'\nprint(os.environ['PICKCHECK_CASE'])",
    "os.environ's keys": "import os\nos.environ['pickcheck_case'] = '1'\nprint(dict(os.environ)['pickcheck_case'])",
    "os.getenv in another case": "import os\nprint((os.getenv('path') or os.getenv('Path')) == os.getenv('PATH'))",
    "os.environb": "import os\nprint(os.environb[b'PATH'] != b'')",
    "an empty variable": "import os\nos.environ['PICKCHECK_EMPTY'] = ''\nprint('PICKCHECK_EMPTY' in os.environ)",
    "time.tzset": "import os, time\nos.environ['TZ'] = 'UTC'\ntime.tzset()",
    "time.strftime with a minus": "import time\nprint(time.strftime('%-d', time.gmtime(0)))",
    "time before 1970": "import datetime\nprint(datetime.datetime.fromtimestamp(-86400 * 400).year)",
    "time.clock_gettime": "import time\nprint(time.clock_gettime(time.CLOCK_MONOTONIC) > 0)",
    "locale": "import locale\nlocale.setlocale(locale.LC_ALL, '')\nprint(locale.getpreferredencoding(False))",
    "locale of the C library": "import locale\nlocale.setlocale(locale.LC_ALL, 'C.UTF-8')\nprint('set')",
    "locale.nl_langinfo": "import locale\nprint(locale.nl_langinfo(locale.CODESET))",
    "sys.getfilesystemencoding": "import sys\nprint(sys.getfilesystemencoding(), sys.getdefaultencoding())",
    "tempfile.gettempdir": "import tempfile\nprint(tempfile.gettempdir() == '/tmp')",
    "/tmp": "import os\nprint(os.path.isdir('/tmp'))",
    "open con": "open('con', 'w').close()\nimport os\nprint('con' in os.listdir('.'))",
    "open nul": "with open('nul', 'w') as f:\n    f.write('x')\nprint(repr(open('nul').read()))",
    "a newline written and read as bytes": (
        "with open('f', 'w') as f:\n    f.write('a\\nb\\n')\nwith open('f', 'rb') as f:\n    assert f.read() == b'a\\nb\\n'"
    ),
    "the size of a text file": "import os\nwith open('f', 'w') as f:\n    f.write('a\\nb\\n')\nprint(os.path.getsize('f'))",
    "Path.write_text": "import pathlib\npathlib.Path('f').write_text('a\\n')\nprint(pathlib.Path('f').read_bytes())",
    "a text file read": "with open('f', 'wb') as f:\n    f.write(b'a\\r\\nb\\n')\nprint(open('f').read().split('\\n'))",
    "a text file appended to": "for _ in 1, 2:\n    with open('f', 'a') as f:\n        f.write('a\\n')\nprint(open('f', 'rb').read())",
    "a text file read and written": (
        "with open('f', 'w+') as f:\n    f.write('a\\nb\\n')\n    f.seek(0)\n    print(f.readlines())\nprint(open('f', 'rb').read())"
    ),
    "newline said": "with open('f', 'w', newline='') as f:\n    f.write('a\\n')\nprint(open('f', 'rb').read())",
    "csv without newline": (
        "import csv\nwith open('f', 'w') as f:\n    csv.writer(f).writerows([[1, 2], [3, 4]])\n"
        "with open('f') as f:\n    for row in csv.reader(f):\n        print(int(row[0]) + int(row[1]))"
    ),
    "a temporary text file": "import tempfile\nwith tempfile.TemporaryFile('w+') as f:\n    f.write('a\\n')\n    f.seek(0)\n    print(f.read())",
    "os.fdopen": "import os\nfd = os.open('f', os.O_WRONLY | os.O_CREAT)\nos.fdopen(fd, 'w').write('a\\n')\nprint(open('f', 'rb').read())",
    "os.write": "import os\nfd = os.open('f', os.O_WRONLY | os.O_CREAT)\nos.write(fd, b'a\\n')\nos.close(fd)\nprint(open('f', 'rb').read())",
    "what a child prints, as bytes": (
        "import subprocess, sys\nassert subprocess.check_output([sys.executable, '-c', 'print(1)']) == b'1\\n'"
    ),
    "what a child prints, as text": (
        "import subprocess, sys\nassert subprocess.check_output([sys.executable, '-c', 'print(1)'], text=True) == '1\\n'"
    ),
    "os.rename onto a file": "import os\nfor n in 'ab':\n    open(n, 'w').close()\nos.rename('a', 'b')",
    "os.rename, and a fallback": (
        "import os\nfor n in 'ab':\n    open(n, 'w').close()\ntry:\n    os.rename('a', 'b')\nexcept FileExistsError:\n    os.replace('a', 'b')\n"
        "    print('replaced')"
    ),
    "Path.rename onto a file": "import pathlib\nfor n in 'ab':\n    pathlib.Path(n).write_text('')\npathlib.Path('a').rename('b')",
    "os.rename into a folder that is there": "import os\nos.mkdir('a')\nos.mkdir('b')\nos.rename('a', 'b')",
    "os.rename of the case": "import os\nopen('a', 'w').close()\nos.rename('a', 'A')\nprint(sorted(os.listdir('.')))",
    "os.replace": "import os\nfor n in 'ab':\n    open(n, 'w').close()\nos.replace('a', 'b')\nprint(sorted(os.listdir('.')))",
    "shutil.move onto a file": "import os, shutil\nfor n in 'ab':\n    open(n, 'w').close()\nshutil.move('a', 'b')\nprint(sorted(os.listdir('.')))",
    "os.remove of an open file": "import os\nf = open('f', 'w')\nos.remove('f')",
    "Path.unlink of an open file": "import pathlib\nf = open('f', 'w')\npathlib.Path('f').unlink()",
    "shutil.rmtree of an open file": "import os, shutil\nos.mkdir('d')\nf = open('d/f', 'w')\nshutil.rmtree('d')",
    "a TemporaryDirectory with an open file": (
        "import os, tempfile\nwith tempfile.TemporaryDirectory() as d:\n    f = open(os.path.join(d, 'f'), 'w')"
    ),
    "a TemporaryDirectory that ignores errors": (
        "import os, tempfile\nwith tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as d:\n    f = open(os.path.join(d, 'f'), 'w')\nf.close()"
    ),
    "shutil.rmtree that ignores errors": "import os, shutil\nos.mkdir('d')\nf = open('d/f', 'w')\nshutil.rmtree('d', ignore_errors=True)",
    "shutil.rmtree with a handler": (
        "import os, shutil\nos.mkdir('d')\nf = open('d/f', 'w')\nshutil.rmtree('d', onerror=lambda *a: None)\nprint('on')"
    ),
    "shutil.rmtree": "import os, shutil\nos.makedirs('d/e')\nopen('d/f', 'w').close()\nshutil.rmtree('d')\nprint(os.path.exists('d'))",
    "os.rmdir of where one is": "import os\nos.mkdir('d')\nos.chdir('d')\nos.rmdir(os.getcwd())",
    "a folder opened": "import os\nos.open('.', os.O_RDONLY)",
    "a time in a file's name": "open('2026-01-02T10:30:00.log', 'w').close()",
    "a colon in a file's name": "import os\nopen('a:b', 'w').close()\nprint(sorted(os.listdir('.')))",
    "a question mark in a file's name": "open('what?.txt', 'w').close()",
    "other signs in a file's name": "open('a<b>|\"*.txt', 'w').close()",
    "a folder with a question mark": "import os\nos.mkdir('what?')",
    "a path with a question mark": "import pathlib\npathlib.Path('what?.txt').write_text('x')",
    "makedirs with a time": "import os\nos.makedirs('runs/10:30:00')",
    "a dot at a name's end": "import os\nopen('f.', 'w').close()\nprint(sorted(os.listdir('.')))",
    "names without regard to case": "open('File', 'w').close()\nprint(open('FILE').read() == '')",
    "glob": "import glob, os\nos.mkdir('d')\nopen('d/f', 'w').close()\nprint(glob.glob('d/*')[0].split('/')[1])",
    "os.O_SYNC": "import os\nos.open('f', os.O_CREAT | os.O_WRONLY | os.O_SYNC)",
    "os.O_BINARY, asked for": "import os\nprint(os.open('f', os.O_CREAT | getattr(os, 'O_BINARY', 0)) > 0)",
    "os.fsync": "import os\nwith open('f', 'w') as f:\n    f.write('x')\n    f.flush()\n    os.fsync(f.fileno())\nprint('done')",
    "os.pread": "import os\nopen('f', 'w').close()\nprint(os.pread(os.open('f', os.O_RDONLY), 1, 0))",
    "mmap with Unix's names": "import mmap\nmmap.mmap(-1, 10, mmap.MAP_PRIVATE)",
    "mmap": "import mmap\nm = mmap.mmap(-1, 10)\nm[:2] = b'ab'\nprint(m[:2])",
    "mmap.PROT_READ": "import mmap\nwith open('f', 'wb') as f:\n    f.write(b'ab')\nprint(mmap.mmap(open('f').fileno(), 0, prot=mmap.PROT_READ)[:])",
    "ctypes.CDLL(None)": "import ctypes\nprint(ctypes.CDLL(None) is not None)",
    "ctypes of libc": "import ctypes\nprint(ctypes.CDLL('libc.so.6').getpid() > 0)",
    "ctypes.util.find_library": "import ctypes.util\nprint(ctypes.util.find_library('c') is None)",
    "ctypes.windll": "import ctypes\nprint(ctypes.windll.kernel32.GetCurrentProcessId() > 0)",
    "the width of C's long": "import ctypes\nprint(ctypes.sizeof(ctypes.c_long))",
    "array of C's long": "import array\nprint(array.array('l', [2 ** 40])[0])",
    "struct of C's long": "import struct\nprint(struct.pack('@l', 2 ** 40))",
    "a Value of C's long": "import multiprocessing as mp\nif __name__ == '__main__':\n    print(mp.Value('l', 2 ** 40).value)",
    "a Value of long long": "import multiprocessing as mp\nif __name__ == '__main__':\n    print(mp.Value('q', 2 ** 40).value)",
    "readline": "import readline\nprint(readline)",
    "readline, asked for": "try:\n    import readline\nexcept ImportError:\n    readline = None\nprint(readline is None)",
    "curses": "import curses\nprint(curses.KEY_UP)",
    "termios": "import sys, termios\ntermios.tcgetattr(sys.stdin)",
    "msvcrt, asked for": "try:\n    import msvcrt\nexcept ImportError:\n    print('no msvcrt')",
    "msvcrt": "import msvcrt\nprint(msvcrt.LK_LOCK)",
    "winreg": "import winreg\nprint(winreg.HKEY_CURRENT_USER is not None)",
    "os.startfile, asked for": "import os\nprint(hasattr(os, 'startfile'))",
    "a branch for Windows": "import os\nif os.name == 'nt':\n    print('cls')\nelse:\n    os.getuid()",
    "platform.system": "import platform\nprint(platform.system(), platform.machine() != '', platform.node() != '')",
    "platform.libc_ver": "import platform\nprint(platform.libc_ver())",
    "platform.uname": "import platform\nprint(platform.uname().system, platform.uname()[0])",
    "sysconfig.get_platform": "import sysconfig\nprint(sysconfig.get_platform())",
    "sys.getwindowsversion": "import sys\nprint(sys.getwindowsversion().major >= 6)",
    "sys.abiflags": "import sys\nprint(sys.abiflags)",
    "sys.executable": "import sys\nprint(sys.executable.endswith('.exe'))",
    "sys.stdout's encoding": "import sys\nprint(sys.stdout.encoding)",
    "a path in a pickle": "import pathlib, pickle\nprint(type(pickle.loads(pickle.dumps(pathlib.Path('a')))) is type(pathlib.Path()))",
    "the start methods": "import multiprocessing as mp\nprint(mp.get_all_start_methods(), mp.get_start_method())",
    "a fork context": "import multiprocessing as mp\nmp.get_context('fork')",
    "os.spawnlp": "import os, sys\nos.spawnlp(os.P_WAIT, 'ls', 'ls')",
    "os.execv": "import os, sys\nos.execv(sys.executable, [sys.executable, '-c', 'raise SystemExit(3)'])",
    "os.wait": "import os\nos.wait()",
    "os.waitpid": "import os, subprocess, sys\np = subprocess.Popen([sys.executable, '-c', ''])\nprint(os.waitpid(p.pid, 0)[1])",
    "os.WNOHANG": "import os, subprocess, sys\np = subprocess.Popen([sys.executable, '-c', ''])\nos.waitpid(p.pid, os.WNOHANG)",
    "faulthandler.register": "import faulthandler, signal\nfaulthandler.register(signal.SIGTERM)",
    "logging.handlers.SysLogHandler": "import logging.handlers\nlogging.handlers.SysLogHandler('/dev/log')",
    "webbrowser": "import webbrowser\nprint(callable(webbrowser.open))",
    "zoneinfo": "import zoneinfo\nzoneinfo.ZoneInfo('Europe/Berlin')",
}  # fmt: skip

# Where the emulation says that it is not sure: the run is inconclusive.
UNSURE = frozenset(
    ["shutil.which", "which, and then use it", "subprocess.run a Unix program", "subprocess, and a fallback", "subprocess with a shell",
     "subprocess.getoutput", "os.system", "os.popen", "an executable script", "os.kill of oneself", "uvloop's question",
     "asyncio's Unix program", "open con", "open nul", "a time in a file's name", "a colon in a file's name", "makedirs with a time",
     "ctypes.CDLL(None)", "ctypes of libc", "ctypes.windll", "msvcrt, asked for", "msvcrt", "winreg", "os.startfile, asked for",
     "sys.getwindowsversion", "os.execv", "os.waitpid", "pathlib.WindowsPath"]
)  # fmt: skip

# Where it shows what is here, and ends otherwise than on Windows: why that is not emulated.
NOT_EMULATED: dict[str, str] = {
    "a module's module": "a module that is reached through another one is the real one",
    "a pickle that names it": "a pickle made elsewhere names what it likes",
    "signal.Signals": "the enumeration has all signals of this machine; setting one that Windows has not is refused",
    "a path that is split at /": "paths are those of this machine, where the files are",
    "pathlib as text": "paths are those of this machine, where the files are",
    "glob": "paths are those of this machine, where the files are",
    "names without regard to case": "names are those of this machine's file system",
    "os.environ in another case": "variables are those of this machine, with regard to case",
    "os.environ's keys": "variables are those of this machine, with regard to case",
    "time before 1970": "datetime is C, and asks the C library of this machine",
    "locale of the C library": "locales are those of this machine's C library",
    "os.rmdir of where one is": "a folder that is some process's own can be removed here",
    "array of C's long": "C's long has 64 bits here; multiprocessing's Value and Array, and ctypes.c_long, have the 32 of Windows",
    "struct of C's long": "C's long has 64 bits here; multiprocessing's Value and Array, and ctypes.c_long, have the 32 of Windows",
}
