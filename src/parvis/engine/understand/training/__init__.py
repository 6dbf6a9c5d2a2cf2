"""How the shipped model is made: ``parvis train``. Needs scikit-learn; Parvis itself does not."""
