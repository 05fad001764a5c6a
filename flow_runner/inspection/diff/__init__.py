"""What two exports do differently: for the customer, the team and the back ends, not in the file."""
