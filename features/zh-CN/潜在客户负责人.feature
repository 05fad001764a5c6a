# language: zh-CN
功能: 把客户的聊天分配给 Zoho 中的潜在客户负责人
  文章中的聊天机器人;所有聊天共用一个 Zoho 令牌,保存在模拟联系人 22222222 上。

  背景:
    假如聊天机器人“zoho_lead_owner”
    而且小普的号码是 919876543210
    而且小妮的号码是 15550100009

  @step-1 @step-2 @step-3 @step-4 @case-1 @setup-1 @setup-2 @setup-3 @faq-1 @faq-3 @faq-5 @faq-6 @faq-7 @faq-12 @trouble-15
  场景: 客户是潜在客户,负责人是 Wati 中的客服
    当小普发送“hi”
    那么小普的聊天分配给 Asha Agent
    而且小普收到“Asha”
    而且小普的 Webhook 依次返回 200, 200
    而且小普的聊天机器人正常结束

  @case-1 @faq-12
  场景: 不同的负责人对应不同的客服
    假如小本的号码是 15550100002
    当小本发送“hello”
    那么小本的聊天分配给 Ravi Agent

  @step-4 @case-2 @faq-4 @trouble-15
  场景: 没有潜在客户,向新客户发送欢迎消息
    当小妮发送“hi”
    那么小妮的聊天没有分配给任何人
    而且小妮收到“Welcome to *Example Traders*!”
    而且小妮的 Webhook 依次返回 200, 204
    而且小妮的聊天机器人正常结束

  @step-2 @step-4
  场景: 还没有存储令牌,先获取一个
    假如没有存储令牌
    当小普发送“hi”
    那么小普的聊天分配给 Asha Agent
    而且小普的 Webhook 依次返回 200, 200, 200, 200
    而且新令牌保存在模拟联系人上

  @step-4 @case-3 @setup-6 @faq-10 @faq-11 @trouble-15
  场景: 令牌已过期:刷新,保存在联系人 22222222 上,再搜索一次
    假如Zoho 令牌已过期
    当小普发送“hi”
    那么小普的 Webhook 依次返回 200, 401, 200, 200, 200
    而且新令牌保存在模拟联系人上
    而且最后一次搜索使用了保存的令牌
    而且“zoho.search_records”被调用了 2 次
    而且“zoho.generate_token”被调用了 1 次
    而且小普的聊天分配给 Asha Agent

  @case-3 @faq-10
  场景: 令牌在 3599 秒时仍有效
    当过了 3599 秒
    而且小普发送“hi”
    那么小普的 Webhook 依次返回 200, 200

  @case-3 @faq-10
  场景: 令牌在 3600 秒后过期
    当过了 3600 秒
    而且小普发送“hi”
    那么小普的 Webhook 依次返回 200, 401, 200, 200, 200
    而且小普的聊天分配给 Asha Agent

  @faq-11
  场景: 下一位客户使用已刷新的令牌
    假如Zoho 令牌已过期
    当小妮发送“hi”
    而且小普发送“hi”
    那么小妮的 Webhook 依次返回 200, 401, 200, 200, 204
    而且小普的 Webhook 依次返回 200, 200

  @case-3
  场景: 刷新令牌已被撤销:Zoho 返回 200,但内含错误
    假如Zoho 令牌已过期
    而且刷新令牌已被撤销
    当小普发送“hi”
    那么小普的聊天没有分配给任何人
    而且小普收到“will get back to you soon”
    而且小普的 Webhook 依次返回 200, 401, 200
    而且小普的聊天机器人正常结束

  @setup-5 @faq-9 @trouble-14
  场景: 存储的令牌有误
    假如存储的令牌是“1000.mistyped”
    当小普发送“hi”
    那么小普的 Webhook 依次返回 200, 401, 200, 200, 200
    而且小普的聊天分配给 Asha Agent

  @trouble-14
  场景: 令牌没有搜索权限,同样返回 401
    假如令牌缺少搜索权限
    当小普发送“hi”
    那么小普的 Webhook 依次返回 200, 401, 200, 200, 200

  @faq-13
  场景: 负责人不是 Wati 中的客服,走默认流程
    假如小米的号码是 15550100003
    当小米发送“hi”
    那么小米的聊天没有分配给任何人
    而且团队 Sales 可以看到小米的聊天
    而且小米收到“Our sales team”

  @faq-13 @trouble-14
  场景: 负责人在 Zoho 中改名,条件不再匹配
    假如Zoho 中的 Asha Agent 改名为 Asha A. Agent
    当小普发送“hi”
    那么小普的聊天没有分配给任何人
    而且团队 Sales 可以看到小普的聊天

  @trouble-14
  场景: 负责人姓名只有大小写不同
    假如Zoho 中的 Asha Agent 改名为 asha agent
    当小普发送“hi”
    那么小普的聊天没有分配给任何人
    而且运行依赖假设“flow.equal_case”

  @trouble-14
  场景: 同上,但假设 Wati 的条件不区分大小写
    假如假设“flow.equal_case”取“ignored”
    而且Zoho 中的 Asha Agent 改名为 asha agent
    当小普发送“hi”
    那么小普的聊天分配给 Asha Agent

  @trouble-14
  场景: “分配代理”所指的客服在 Wati 中已被删除
    假如Wati 中没有客服 Asha Agent
    当小普发送“hi”
    那么小普的聊天没有分配给任何人
    而且有警告“unknown-agent”

  @trouble-14
  场景大纲: 电话以其他格式存储,仍能找到潜在客户
    假如Zoho 中没有潜在客户
    而且Zoho 中有潜在客户“Odd”,电话“<stored>”,负责人 Ravi Agent
    当小普发送“hi”
    那么小普的聊天分配给 Ravi Agent

    例子:
      | stored             |
      | 919876543210       |
      | +919876543210      |
      | +91 98765 43210    |
      | +91-98765-43210    |
      | (+91) 98765.43210  |
      | 0091 98765 43210   |

  @trouble-14
  场景大纲: 电话的存储格式导致找不到客户,沙盒说明原因
    假如Zoho 中没有潜在客户
    而且Zoho 中有潜在客户“Odd”,电话“<stored>”,负责人 Ravi Agent
    当小普发送“hi”
    那么小普的聊天没有分配给任何人
    而且小普收到“Welcome to”
    而且未命中的原因由“<assumption>”解释

    例子:
      | stored        | assumption        |
      | 98765 43210   | zoho.phone_match  |
      | 098765 43210  | zoho.phone_match  |
      | +９１ ９８７６５ ４３２１０ | zoho.phone_digits |

  @trouble-14
  场景: 如果 Zoho 比较号码结尾,则能找到国内格式的号码
    假如Zoho 中没有潜在客户
    而且假设“zoho.phone_match”取“suffix”
    而且Zoho 中有潜在客户“National”,电话“98765 43210”,负责人 Ravi Agent
    当小普发送“hi”
    那么小普的聊天分配给 Ravi Agent
    而且运行依赖假设“zoho.phone_match”

  场景: 两个潜在客户有同一号码,只有 Zoho 列出的第一个有效
    假如Zoho 中有潜在客户“Second”,电话“919876543210”,负责人 Ravi Agent
    当小普发送“hi”
    那么小普的聊天分配给 Ravi Agent
    而且运行依赖假设“zoho.search_order”

  场景: 两个潜在客户有同一号码,顺序相反
    假如假设“zoho.search_order”取“oldest_first”
    而且Zoho 中有潜在客户“Second”,电话“919876543210”,负责人 Ravi Agent
    当小普发送“hi”
    那么小普的聊天分配给 Asha Agent

  场景: 令牌过期时两位客户同时发消息
    假如小本的号码是 15550100002
    而且Zoho 令牌已过期
    当小普和小本同时说“hi”
    那么小普的聊天分配给 Asha Agent
    而且小本的聊天分配给 Ravi Agent
    而且小普的 Webhook 依次返回 200, 401, 200, 200, 200
    而且小本的 Webhook 依次返回 200, 401, 200, 200, 200
    而且“zoho.generate_token”被调用了 2 次
    而且新令牌保存在模拟联系人上

  场景: 模拟联系人已被删除,令牌无法保存,客户仍得到服务
    假如模拟联系人不存在
    当小普发送“hi”
    那么小普的聊天分配给 Asha Agent
    而且小普的 Webhook 依次返回 200, 200, 200, 200

  场景大纲: Zoho 出现故障,客户仍会收到回复
    假如“zoho.search_records”的下一次调用返回 <status>
    当小普发送“hi”
    那么小普的聊天没有分配给任何人
    而且小普收到“will get back to you soon”
    而且小普的聊天机器人正常结束

    例子:
      | status |
      | 400    |
      | 403    |
      | 404    |
      | 429    |
      | 500    |
      | 503    |

  场景大纲: 刷新后的搜索也失败,不会无休止地重试
    令牌已过期的调用到不了故障那一步:故障作用于它之后的那次调用。

    假如Zoho 令牌已过期
    而且“zoho.search_records”的下一次调用返回 <status>
    当小普发送“hi”
    那么小普的聊天没有分配给任何人
    而且小普收到“will get back to you soon”
    而且小普的 Webhook 依次返回 200, 401, 200, 200, <status>

    例子:
      | status |
      | 401    |
      | 503    |

  场景: Wati 没有给出保存的令牌,于是获取一个新的
    假如“wati.get_contacts”的下一次调用返回 503
    当小普发送“hi”
    那么小普的聊天分配给 Asha Agent
    而且小普的 Webhook 依次返回 503, 200, 200, 200

  场景: 新令牌无法保存,客户仍得到服务
    假如Zoho 令牌已过期
    而且“wati.update_contact_attributes”的下一次调用返回 503
    当小普发送“hi”
    那么小普的聊天分配给 Asha Agent
    而且小普的 Webhook 依次返回 200, 401, 200, 503, 200

  场景: Zoho 没有及时回复
    假如“zoho.search_records”的下一次调用需要 45 秒
    当小普发送“hi”
    那么小普收到“will get back to you soon”
    而且小普的 Webhook 依次返回 200, none
    而且运行依赖假设“flow.webhook_timeout_s”

  场景: Zoho 的回复中断,负责人未知,走默认流程
    假如“zoho.search_records”的下一次回复在 40 字节后中断
    当小普发送“hi”
    那么小普的聊天没有分配给任何人
    而且团队 Sales 可以看到小普的聊天
    而且有警告“reply-not-json”

  场景: 刷新的回复丢失:令牌已签发,但无人得到
    假如Zoho 令牌已过期
    而且“zoho.generate_token”的下一次回复丢失
    当小普发送“hi”
    那么小普收到“will get back to you soon”
    而且小普的 Webhook 依次返回 200, 401, none

  @setup-6
  场景: 此聊天机器人的刷新不依赖文章中的 JSON 请求体
    假如假设“zoho.token_json_body”取“reject”
    而且Zoho 令牌已过期
    当小普发送“hi”
    那么小普的聊天分配给 Asha Agent
    而且运行不依赖假设“zoho.token_json_body”

  @step-1
  场景: 聊天已分配给客服后,聊天机器人保持安静
    当小普发送“hi”
    而且小普发送“are you there?”
    那么小普的 Webhook 依次返回 200, 200
    而且有警告“unheard”
