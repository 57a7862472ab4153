"""`webtv programmes`: what the library holds, and what an operator does with it."""
