// The servers of these packages listen on every interface. Loaded before them, this makes every
// listener of the process one of 127.0.0.1, so that a test opens nothing to the network around.
'use strict'

const { Server } = require('node:net')

const listen = Server.prototype.listen

const isPort = (value) => typeof value === 'number' || /^\d+$/.test(String(value))

Server.prototype.listen = function (where, ...rest) {
  if (where !== null && typeof where === 'object') {
    const address = 'port' in where ? { ...where, host: '127.0.0.1' } : where
    return listen.call(this, address, ...rest)
  }
  if (!isPort(where)) return listen.call(this, where, ...rest)
  const others = typeof rest[0] === 'string' ? rest.slice(1) : rest
  return listen.call(this, where, '127.0.0.1', ...others)
}
