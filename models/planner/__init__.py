"""From a brief to what each sentence rests on."""
