"""HTTP servers of the station, held within bounds whatever those do who connect to them."""
