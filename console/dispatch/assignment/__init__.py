"""Who goes where: all needs of all waiting incidents solved together, exactly and in the order of DOMAIN § 5.2."""
