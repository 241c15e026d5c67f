"""The ways out of the directory: what may be published, as Open Referral UK, as HSDS tables, and as a spreadsheet."""
