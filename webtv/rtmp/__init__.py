"""The RTMP and HTTP-FLV server: node-media-server as it comes, under the station's rules."""
