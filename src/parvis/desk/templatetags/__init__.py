"""What the desk's templates may say: ``{% load desk %}``."""
