#!/usr/bin/env node
// `prisma generate` only needs its schema engine to be there, so that it downloads none; it never runs it.
process.exit(1);
