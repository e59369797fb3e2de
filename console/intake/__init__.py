"""Every way a report comes in: files, alerts and messages read at the door and turned into the desk's commands."""
