// Zoho's SDK 2.0 for Node, used as its documentation shows; NODE_PATH says where it is installed.
//
// `zoho_sdk_2.cjs BASE_URL CLIENT_ID CLIENT_SECRET REFRESH_TOKEN FOLDER`; see zoho_steps for what it reads and prints.
"use strict";

const steps = require("./zoho_steps.cjs");

const SDK = "@zohocrm/nodejs-sdk-2.0";
const of = (path) => require(`${SDK}/${path}`);
const { InitializeBuilder } = of("routes/initialize_builder");
const { UserSignature } = of("routes/user_signature");
const { Environment } = of("routes/dc/environment");
const { ParameterMap } = of("routes/parameter_map");
const { HeaderMap } = of("routes/header_map");
const { OAuthBuilder } = of("models/authenticator/oauth_builder");
const { FileStore } = of("models/authenticator/store/file_store");
const { Levels } = of("routes/logger/logger");
const { LogBuilder } = of("routes/logger/log_builder");
const { RecordOperations, SearchRecordsParam, GetRecordsParam } = of("core/com/zoho/crm/api/record/record_operations");
const { BodyWrapper } = of("core/com/zoho/crm/api/record/body_wrapper");
const { Record } = of("core/com/zoho/crm/api/record/record");
const { QueryOperations } = of("core/com/zoho/crm/api/query/query_operations");
const { BodyWrapper: Query } = of("core/com/zoho/crm/api/query/body_wrapper");
const { UsersOperations, GetUsersParam } = of("core/com/zoho/crm/api/users/users_operations");

const [base, clientId, clientSecret, refreshToken, folder] = process.argv.slice(2);
const leads = new RecordOperations();

async function withParameter(name, value) {
  const found = new ParameterMap();
  await found.add(name, value);
  return [found, new HeaderMap()];
}

const body = (rows) => steps.wrapped(BodyWrapper, Record, rows);

async function main() {
  await (await new InitializeBuilder())
    .user(new UserSignature("asha.agent@example.com"))
    .environment(new Environment(base, `${base}/oauth/v2/token`, base, "local"))
    .token(new OAuthBuilder().clientId(clientId).clientSecret(clientSecret).refreshToken(refreshToken).build())
    .store(new FileStore(`${folder}/tokens.txt`))
    .logger(new LogBuilder().level(Levels.ERROR).filePath(`${folder}/sdk.log`).build())
    .resourcePath(folder)
    .initialize();
  await steps.run({
    search: async (phone) => leads.searchRecords("Leads", ...(await withParameter(SearchRecordsParam.PHONE, phone))),
    "search without": async () => leads.searchRecords("Leads", new ParameterMap(), new HeaderMap()),
    list: async (fields) => leads.getRecords("Leads", ...(await withParameter(GetRecordsParam.FIELDS, fields))),
    get: async (record) => leads.getRecord(BigInt(record), "Leads", new ParameterMap(), new HeaderMap()),
    create: async (rows) => leads.createRecords("Leads", body(rows), new HeaderMap()),
    update: async (record, fields) => leads.updateRecord(BigInt(record), "Leads", body([fields]), new HeaderMap()),
    upsert: async (rows) => leads.upsertRecords("Leads", body(rows), new HeaderMap()),
    query: async (text) => {
      const asked = new Query();
      asked.setSelectQuery(text);
      return new QueryOperations().getRecords(asked);
    },
    users: async (kind) => new UsersOperations().getUsers(...(await withParameter(GetUsersParam.TYPE, kind))),
  });
}

main();
