"""The language server: what `aimslint check` knows, while records are typed. It writes no file.

`workspace` holds what the client has open and gives frozen projects; `server` is the only module that talks to the
client; every other module is pure functions of a `View` that give types of the protocol.
"""
