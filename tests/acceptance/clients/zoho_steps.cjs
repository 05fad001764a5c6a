// What the programs over Zoho's SDKs for Node share: calls are read from stdin, one `[name, argument, …]` a line, and
// what the SDK made of each reply is printed, one line of JSON for each.
"use strict";

const readline = require("node:readline");

const OF_A_RESULT = { code: "getCode", action: "getAction", duplicate_field: "getDuplicateField", details: "getDetails" };
const OF_A_USER = { id: "getId", full_name: "getFullName", email: "getEmail", status: "getStatus" };
const print = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr); // whatever the SDK may have to say

// `calls` are the functions by name; each answers with a response of the SDK, which is null where it had none.
async function run(calls) {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const [name, ...given] = JSON.parse(line);
    let found;
    try {
      const response = await calls[name](...given);
      found = response === null ? null : told(response);
    } catch (error) {
      found = { raised: `${error.constructor.name}: ${error.code ?? ""} ${error.message ?? error.cause}` };
    }
    print(JSON.stringify(found, (_, value) => (typeof value === "bigint" ? value.toString() : value)) + "\n");
  }
}

// Status, and the rows or the error.
function told(response) {
  const found = { status: response.getStatusCode() };
  const body = response.getObject();
  for (const [name, getter] of [["data", "getData"], ["users", "getUsers"]]) {
    const rows = got(body, getter);
    if (rows) found[name] = rows.map(row);
  }
  const paging = got(body, "getInfo");
  if (paging) found.more = plain(paging.getMoreRecords());
  if (body?.getCode) Object.assign(found, { code: plain(body.getCode()), details: plain(body.getDetails()) });
  return found;
}

function got(value, getter) {
  return value?.[getter] ? value[getter]() : null;
}

// A user, what came of a row that was written, or a record.
function row(one) {
  if (one.getFullName) return fields(one, OF_A_USER);
  if (one.getCode) return fields(one, OF_A_RESULT);
  return plain(one.getKeyValues());
}

function fields(one, getters) {
  const has = Object.entries(getters).filter(([, getter]) => one[getter]);
  return Object.fromEntries(has.map(([name, getter]) => [name, plain(one[getter]())]));
}

// As JSON has it; an object that has a name (a user, a lookup) as that name, its id and the SDK's word for it.
function plain(value) {
  if (value === null || value === undefined) return null;
  if (typeof value !== "object") return value;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, one]) => [key, plain(one)]));
  if (value.getName) return { type: value.constructor.name, name: plain(value.getName()), id: String(value.getId()) };
  if (value.getValue) return plain(value.getValue());
  return value.constructor === Object
    ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]))
    : String(value);
}

// The body of a request that writes these rows: instances of the SDK's own types.
function wrapped(BodyWrapper, Record, rows) {
  const body = new BodyWrapper();
  body.setData(
    rows.map((fields) => {
      const record = new Record();
      for (const [name, value] of Object.entries(fields)) record.addKeyValue(name, value);
      return record;
    }),
  );
  return body;
}

module.exports = { run, wrapped };
