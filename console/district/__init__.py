"""What a district is made of: read, checked, hashed; and the synthetic demo district."""
