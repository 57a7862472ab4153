"""What a channel's file asks for that cannot work, and what will look or sound bad."""
