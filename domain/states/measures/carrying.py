"""What is recorded while a measure is carried out: talks, problems put right, in-patients, papers received."""
