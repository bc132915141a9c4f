import {readdirSync} from 'node:fs'

/** `npm run bench -- NAME`: runs one bench. Each prints what it measures and ends in one line of JSON. */
const folder = new URL('./', import.meta.url)
const names = readdirSync(folder)
  .filter((file) => file.startsWith('bench-'))
  .map((file) => file.slice(6, -3))
const name = process.argv[2] ?? ''
if (names.includes(name)) {
  const {bench} = await import(new URL(`bench-${name}.ts`, folder).href)
  console.log(JSON.stringify({bench: name, ...(await bench(process.argv.slice(3)))}))
} else {
  console.error(`npm run bench -- NAME, where NAME is one of: ${names.join(', ')}`)
  process.exitCode = 64
}
