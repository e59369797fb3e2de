"""tbd"""
class Console:
    name="console"
