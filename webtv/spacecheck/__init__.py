"""`webtv spaces check`: whether the Spaces that channels use are what their contracts say."""
