"""Films live programmes, and publishes their frames as they are made.

In: the channels' files, and the line to the process of models. Out: a feed of the station's RTMP
server, such as an operator's encoder sends: playout conforms it, and goes on with the rundown when
it pauses or ends. So nothing here can hold up the air: a model that is slow, dies or has no card
means that there is no feed, and a line in the log.
"""
