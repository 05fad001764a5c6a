# language: zh-CN
功能: 关于 Zoho、令牌和故障的每一句话

  背景:
    假如聊天机器人“zoho_lead_owner”
    而且小普的号码是 919876543210
    而且小妮的号码是 15550100009

  场景: 新令牌
    假如Zoho 令牌已过期
    当小普发送“hi”
    那么新令牌保存在模拟联系人上
    而且最后一次搜索使用了保存的令牌
    而且“zoho.search_records”被调用了 2 次

  场景: 存储的令牌无效,刷新令牌已被撤销
    假如存储的令牌是“1000.no.token”
    而且刷新令牌已被撤销
    当小普说“hi”
    那么小普收到“will get back to you soon”

  场景: 令牌没有权限
    假如令牌缺少搜索权限
    当小普发送“hi”
    那么“zoho.search_records”的第一次调用得到 401

  场景: 没有令牌
    假如没有存储令牌
    当小普说“hi”
    那么新令牌保存在模拟联系人上

  场景: 没有模拟联系人
    假如模拟联系人不存在
    当小普发送“hi”
    那么小普收到“Welcome back”

  场景: 在客户自己的联系人上
    假如聊天机器人“zoho_lead_owner_contact_token”
    当小普说“hi”
    那么新令牌保存在小普自己的联系人上

  场景: 客户自己的联系人上有可用的令牌
    假如聊天机器人“zoho_lead_owner_contact_token”
    而且小普自己的联系人存有可用的令牌
    当小普发送“hi”
    那么“zoho.generate_token”从未被调用

  场景: 潜在客户
    假如Zoho 中没有潜在客户
    而且Zoho 中有潜在客户“Sample”,电话“+1 (555) 010-0009”,负责人 Asha Agent
    而且Zoho 中有以下潜在客户
      | Last_Name | Phone        | Owner      |
      | Test      | 919876543210 | Asha Agent |
    而且潜在客户“Test”改由 Ravi Agent 负责
    而且潜在客户“Sample”已转换
    而且Zoho 中的 Ravi Agent 改名为 Ravi Agent
    当小普说“hi”
    而且小妮发送“hi”
    那么小普的聊天分配给 Ravi Agent
    而且小妮的聊天没有分配给任何人

  场景: 未命中有解释
    假如Zoho 中没有潜在客户
    而且Zoho 中有潜在客户“Odd”,电话“98765 43210”,负责人 Ravi Agent
    当小普说“hi”
    那么未命中的原因由“zoho.phone_match”解释

  场景: 下一次调用
    假如“zoho.search_records”的下一次调用返回 503
    当小普发送“hi”
    那么小普收到“will get back to you soon”

  场景: 下一次调用,带内容
    假如“zoho.search_records”的下一次调用返回 200,内容为
      """
      { "data": [ { "Owner": { "name": "Ravi Agent" } } ] }
      """
    当小普说“hi”
    那么小普的聊天分配给 Ravi Agent

  场景: 每次调用
    假如“zoho.search_records”的每次调用都返回 401
    当小普发送“hi”
    那么“zoho.search_records”被调用了 2 次

  场景: 几次调用中的一次
    假如Zoho 令牌已过期
    而且“zoho.search_records”的第 1 次调用返回 429
    当小普说“hi”
    那么“zoho.search_records”的最后一次调用得到 429

  场景: 回复丢失
    假如“zoho.search_records”的下一次回复丢失
    当小普发送“hi”
    那么“zoho.search_records”的最后一次调用没有得到回复

  场景: 连接被拒绝
    假如“zoho.search_records”的下一次连接被拒绝
    当小普说“hi”
    那么“zoho.search_records”的最后一次调用没有得到回复

  场景: 调用较慢
    假如“zoho.search_records”的下一次调用需要 1 秒
    当小普发送“hi”
    那么“zoho.search_records”的最后一次调用得到 200

  场景: 调用太慢
    假如“zoho.search_records”的下一次调用需要 45 秒
    当小普说“hi”
    那么“zoho.search_records”的最后一次调用没有得到回复

  场景: 回复中断
    假如“zoho.search_records”的下一次回复在 1 字节后中断
    当小普发送“hi”
    那么有警告“reply-not-json”

  场景: 回复稍后中断
    假如“zoho.search_records”的下一次回复在 20 字节后中断
    当小普说“hi”
    那么有警告“reply-not-json”

  场景: 手动调用
    假如API 控制台给出一个授权码
    当用授权码换取令牌
    那么得到访问令牌和刷新令牌
    当用新令牌搜索“919876543210”
    那么回复状态为 200
    当按文章用 JSON 请求体刷新令牌
    那么得到访问令牌而没有刷新令牌
    当用授权码换取令牌
    那么回复状态为 200,内含错误“invalid_code”
