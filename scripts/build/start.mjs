// Becomes dist/grantcheck.mjs: the command, from what an earlier start of the same command has compiled, where that could be kept. It is kept in the installation itself, so
// that nobody can put code there who could not change the command, and that it goes when the command goes. Where nothing can be written, nothing is kept.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import Module, { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import v8 from 'node:v8'
import { Script } from 'node:vm'
import { crc32 } from 'node:zlib'

const folder = fileURLToPath(new URL('.compiled', import.meta.url))

// The parser of HTTP is one huge function in WebAssembly. To optimise it takes 25 MB and a seventh of the CPU time of a default run.
v8.setFlagsFromString('--liftoff-only')
// A function is optimised once it has executed so much bytecode, nine times what Node waits for: a command is over before most of what it optimises pays.
// Later versions of V8 do not know the flag, and count in another way.
if (Number.parseInt(process.versions.v8, 10) < 12) v8.setFlagsFromString('--interrupt-budget=600000')
if (Module.enableCompileCache !== undefined) Module.enableCompileCache(folder)
else if (process.env.NODE_DISABLE_COMPILE_CACHE === undefined) keepCompiled()
await createRequire(import.meta.url)('./cli.cjs').finished

/** What `module.enableCompileCache` does, for the versions of Node before 22.8: no later one comes here, so the undocumented `_compile` is as it is. */
function keepCompiled() {
  const [, , command = ''] = process.argv
  // Each command compiles other functions. Words that are no command leave no file.
  const path = join(folder, `${process.version}-${process.arch}-${/^[a-z]+$/u.test(command) ? command : 'other'}`)
  const kept = read(path)
  const scripts = new Map()
  let fresh = false
  Module.prototype._compile = function (text, filename) {
    const sum = crc32(text)
    const known = kept.get(filename)
    kept.delete(filename)
    const script = new Script(Module.wrap(text), {
      filename,
      ...(known?.sum === sum ? { cachedData: known.data } : {}),
    })
    scripts.set(filename, { sum, script })
    // V8 takes no data of another version of itself.
    fresh ||= script.cachedDataRejected !== false
    return script
      .runInThisContext()
      .call(this.exports, this.exports, (id) => this.require(id), this, filename, dirname(filename))
  }
  // A run that came to no end, and one that never began, used little.
  process.on('exit', (code) => {
    if (fresh && [0, 1, 3].includes(code)) write(path, scripts)
  })
}

function read(path) {
  try {
    return v8.deserialize(readFileSync(path))
  } catch {
    return new Map()
  }
}

/** Whole or not at all: others may start at the same time. */
function write(path, scripts) {
  try {
    mkdirSync(folder, { recursive: true })
    const compiled = [...scripts].map(([name, { sum, script }]) => [name, { sum, data: script.createCachedData() }])
    const draft = `${path}.${process.pid}`
    writeFileSync(draft, v8.serialize(new Map(compiled)))
    renameSync(draft, path)
  } catch {
    // An installation that nobody may write to: the next start compiles again.
  }
}
