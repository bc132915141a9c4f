#!/usr/bin/env node
import {execute} from '@oclif/core'

// Runs the sources as they are, through tsx: npm run dev -- forecast …
await execute({development: true, dir: import.meta.url})
