# language: zh-CN
功能: 账户自身的设置与聊天机器人一起决定谁得到聊天
  导出文件里没有的内容:套餐、工作时间、关键词、路由,以及团队收件箱中的人。

  背景:
    假如聊天机器人“zoho_lead_owner”
    而且小普的号码是 919876543210
    而且小妮的号码是 15550100009

  @faq-2
  场景: Growth 套餐不能启动这个聊天机器人
    假如账户设置为
      """
      plan: growth
      """
    当小普发送“hi”
    那么小普的聊天没有分配给任何人
    而且有警告“unheard”

  @step-1
  场景: 聊天机器人只在新对话开始时启动
    假如账户设置为
      """
      default_actions: { welcome: { do: [ { chatbot: this } ] } }
      """
    当小妮发送“hi”
    而且小妮发送“hello?”
    那么小妮的 Webhook 依次返回 200, 204

  @step-1
  场景: 关键词代替聊天机器人作答
    假如账户设置为
      """
      keywords: [ { match: contains, words: [ 营业时间 ], do: [ { send: 我们 9 点到 18 点营业。 } ] } ]
      default_actions: { welcome: { do: [ { chatbot: this } ] } }
      """
    当小普发送“请问营业时间?”
    那么小普收到“我们 9 点到 18 点营业。”
    而且小普的聊天没有分配给任何人

  @step-1
  场景: 非工作时间,而且没有人在线
    假如账户设置为
      """
      time_zone: Asia/Kolkata
      working_hours: [ { days: [ mon, tue, wed, thu, fri ], from: "09:00", to: "14:00" } ]
      default_actions:
        outside_hours: { do: [ { send: 我们九点回来。 } ] }
        welcome: { do: [ { chatbot: this } ] }
      """
    而且客服 Asha Agent 不在线
    而且客服 Ravi Agent 不在线
    当小普发送“hi”
    那么小普收到“我们九点回来。”
    而且小普的聊天没有分配给任何人

  @faq-12
  场景: Wati 中联系人的负责人得到聊天,不管 Zoho 怎么说
    假如账户设置为
      """
      routing: { contact_owner: true }
      """
    而且联系人小普的负责人是 Ravi Agent
    当小普发送“hi”
    那么小普的聊天分配给 Ravi Agent

  @faq-12
  场景: 聊天机器人没有分配的新客户由轮询分配
    假如账户设置为
      """
      routing: { round_robin: true }
      """
    而且客服 Asha Agent 不在线
    当小妮发送“hi”
    那么小妮收到“Welcome to *Example Traders*!”
    而且小妮的聊天分配给 Ravi Agent
    而且运行依赖假设“wati.round_robin_moment”

  @case-1
  场景: 得到聊天的客服回复,聊天机器人保持沉默
    当小普发送“hi”
    而且客服 Asha Agent 回复小普“早上好!”
    而且小普发送“谢谢”
    那么小普的 Webhook 依次返回 200, 200
    而且小普的聊天状态为 OPEN

  @case-1
  场景: 已解决并交还的聊天会再次启动聊天机器人
    当小普发送“hi”
    而且小普的聊天标记为已解决
    那么小普的聊天状态为 SOLVED
    当小普的聊天交还给机器人
    而且小普发送“hello again”
    那么小普的聊天分配给 Asha Agent
    而且小普的 Webhook 依次返回 200, 200, 200, 200
