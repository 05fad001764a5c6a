// Loaded before a client: nothing of it leaves the machine, a connection to any other address fails at once.
"use strict";

const net = require("node:net");

const HERE = new Set(["127.0.0.1", "::1", "localhost"]);
const connect = net.Socket.prototype.connect;

net.Socket.prototype.connect = function (...given) {
  const [first] = Array.isArray(given[0]) ? given[0] : given; // net.connect hands over a list that it has sorted out
  const host = typeof first === "object" ? (first.path ? "localhost" : first.host) : given[1];
  if (host !== undefined && typeof host !== "function" && !HERE.has(host)) {
    throw new Error(`it wanted to leave the machine: ${host}`);
  }
  return connect.apply(this, given);
};
