"""Letters and forms (文书) that leave the house: which there are, and the plain values they are filled with."""
