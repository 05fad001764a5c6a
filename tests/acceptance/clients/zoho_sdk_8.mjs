// Zoho's SDK 8.0 for Node, used as its documentation shows; NODE_PATH says where it is installed.
//
// `zoho_sdk_8.mjs BASE_URL CLIENT_ID CLIENT_SECRET REFRESH_TOKEN FOLDER`; see zoho_steps for what it reads and prints.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import steps from "./zoho_steps.cjs";

const { resolve } = createRequire(import.meta.url);
const sdk = await import(pathToFileURL(resolve("@zohocrm/nodejs-sdk-8.0")));
const { BodyWrapper, GetRecordsParam, RecordOperations, SearchRecordsParam } = sdk.Record;
const [base, clientId, clientSecret, refreshToken, folder] = process.argv.slice(2);

await (await new sdk.InitializeBuilder())
  .environment(sdk.DataCenter.setEnvironment(base, `${base}/oauth/v2/token`, base))
  .token(
    new sdk.OAuthBuilder()
      .clientId(clientId)
      .clientSecret(clientSecret)
      .refreshToken(refreshToken)
      .findUser(true)
      .build(),
  )
  .store(new sdk.FileStore(`${folder}/tokens.txt`))
  .SDKConfig(new sdk.SDKConfigBuilder().updateAPIDomain(true).build())
  .resourcePath(folder)
  .initialize();
const leads = new RecordOperations("Leads");

async function withParameter(name, value) {
  const found = new sdk.ParameterMap();
  await found.add(name, value);
  return [found, new sdk.HeaderMap()];
}

const body = (rows) => steps.wrapped(BodyWrapper, sdk.Record.Record, rows);

await steps.run({
  search: async (phone) => leads.searchRecords(...(await withParameter(SearchRecordsParam.PHONE, phone))),
  "search without": async () => leads.searchRecords(new sdk.ParameterMap(), new sdk.HeaderMap()),
  list: async (fields) => leads.getRecords(...(await withParameter(GetRecordsParam.FIELDS, fields))),
  get: async (record) => leads.getRecord(BigInt(record), new sdk.ParameterMap(), new sdk.HeaderMap()),
  create: async (rows) => leads.createRecords(body(rows), new sdk.HeaderMap()),
  update: async (record, fields) => leads.updateRecord(BigInt(record), body([fields]), new sdk.HeaderMap()),
  upsert: async (rows) => leads.upsertRecords(body(rows), new sdk.HeaderMap()),
  query: async (text) => {
    const asked = new sdk.Coql.BodyWrapper();
    asked.setSelectQuery(text);
    return new sdk.Coql.CoqlOperations().getRecords(asked);
  },
  users: async (kind) =>
    new sdk.Users.UsersOperations().getUsers(...(await withParameter(sdk.Users.GetUsersParam.TYPE, kind))),
});
