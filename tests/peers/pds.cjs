// A directory of identities and a personal data server (PDS) of the AT Protocol, in memory.
// Writes its port into the file named by its argument once it answers, and ends with its parent:
// standard input closes when the process that started this one dies, however it dies.
'use strict'

require('./loopback.cjs')
const { renameSync, writeFileSync } = require('node:fs')
const { TestNetworkNoAppView, mockMailer } = require('@atproto/dev-env')

async function main () {
  const network = await TestNetworkNoAppView.create({ pds: { hostname: 'localhost' } })
  mockMailer?.(network.pds)
  const stop = async () => {
    setTimeout(() => process.exit(0), 3000).unref()
    await network.close().catch(console.error)
    process.exit(0)
  }
  process.on('SIGTERM', stop)
  process.stdin.on('end', stop).resume()
  const [, , ready] = process.argv
  writeFileSync(`${ready}.draft`, String(network.pds.port))
  renameSync(`${ready}.draft`, ready)
}

main().catch((error) => {
  console.error(error)
  process.exit(1)
})
