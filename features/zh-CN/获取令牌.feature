# language: zh-CN
功能: 按文章用 curl 手动获取和刷新 Zoho 令牌

  @setup-4 @faq-8
  场景: 用 API 控制台的授权码换取令牌
    假如API 控制台给出一个授权码
    当用授权码换取令牌
    那么得到访问令牌和刷新令牌
    当用新令牌搜索“919876543210”
    那么回复状态为 200

  @setup-4 @faq-8
  场景: 授权码只能使用一次
    假如API 控制台给出一个授权码
    当用授权码换取令牌
    而且用授权码换取令牌
    那么回复状态为 200,内含错误“invalid_code”

  @setup-4 @faq-8
  场景: 授权码三分钟后失效
    假如API 控制台给出一个授权码
    当过了 180 秒
    而且用授权码换取令牌
    那么回复状态为 200,内含错误“invalid_code”

  @setup-6 @case-3 @faq-10
  场景: 文章用 JSON 请求体刷新,按假设被接受
    当按文章用 JSON 请求体刷新令牌
    那么得到访问令牌而没有刷新令牌
    而且运行依赖假设“zoho.token_json_body”

  @setup-6 @case-3
  场景: 如果 Zoho 不读取 JSON,文章的刷新以状态 200 失败
    假如假设“zoho.token_json_body”取“reject”
    当按文章用 JSON 请求体刷新令牌
    那么回复状态为 200,内含错误“invalid_client”

  @case-3
  场景: 已撤销的刷新令牌:状态 200,内含错误
    假如刷新令牌已被撤销
    当按文章用 JSON 请求体刷新令牌
    那么回复状态为 200,内含错误“invalid_code”
