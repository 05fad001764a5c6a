"""Every scenario of features/, English and Chinese."""

from pytest_bdd import scenarios

scenarios(".")
