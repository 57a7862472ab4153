"""The RTMP and HTTP-FLV server: node-media-server as it comes, with the station's rules around it."""
