"""`webtv up`: all parts of the station as processes of their own, supervised."""
