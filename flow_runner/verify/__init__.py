"""What is believed of Wati and Zoho, held against a sandbox or a real account: one suite, two targets."""
