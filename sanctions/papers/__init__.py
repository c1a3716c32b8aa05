"""Papers (公文): what an approval freezes as bytes is made here, below the faces."""
