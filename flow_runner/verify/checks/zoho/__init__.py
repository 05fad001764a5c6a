"""Zoho CRM and Zoho Accounts. One check a file; each registers itself."""
