"""Camera pictures: real feeds watched for freezing, drawn scenes for drills, tiles that show their age."""
