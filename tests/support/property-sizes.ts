import fc from 'fast-check';

// A random story of at most 60 steps has up to 60 of them: without this none has more than ten, and most floods take longer.
fc.configureGlobal({ defaultSizeToMaxWhenMaxSpecified: true });
