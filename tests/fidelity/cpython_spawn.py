"""test.test_multiprocessing_spawn as one module: some builds of CPython have only the module that it is made of."""

from test._test_multiprocessing import install_tests_in_module_dict

install_tests_in_module_dict(globals(), "spawn")
