// What travels between this client and the server. Everybody imports from here.
export * from './wire.hand'
