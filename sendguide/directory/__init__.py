"""The Local Offer as data: records in the shape of Open Referral UK, search in them, and the ways in and out."""
