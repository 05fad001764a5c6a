# language: zh-CN
功能: 关于自己的聊天机器人的每一句话

  背景:
    假如聊天机器人“../salon.json”
    而且账户“../world.yaml”
    而且小普的号码是 +91 98765 43210
    而且小妮的号码是 15550100009

  场景: 通过沙龙自己的服务预约
    假如桩“../stubs.yaml”
    当小普发送“hi”
    那么小普可以点击“Book”
    而且小普不能点击“Cancel”
    而且聊天机器人正在等待小普
    而且聊天机器人在“menu”等待小普
    当小普点击“Book”
    那么小普得到了回复
    而且小普得到回复“Which day?”
    而且小普的聊天机器人没有调用 Webhook
    而且“slots”从未被调用
    当小普说“Monday”
    那么小普收到“at 10:30”
    而且小普没有收到“We cannot”
    而且小普收到 1 次“Which day?”
    而且小普收到 0 次“Cancel”
    而且小普恰好收到
      """
      On Monday there is room at 10:30.
      """
    而且小普依次收到
      | Pick one          |
      | Which day?        |
      | On Monday there   |
    而且小普共收到 3 条消息
    而且小普到达“keep”
    而且小普从未到达“sorry”
    而且小普的变量“@slot”为“10:30”
    而且小普没有变量“slots”
    而且小普的属性“slot”为“10:30”
    而且小普没有属性“day”
    而且“https://api.salon.example/*”被调用了 1 次
    而且调用顺序为
      | slots |
    而且“slots”的唯一一次调用带有请求头“X-Salon-Key”,值为“key-of-*”
    而且“slots”的第一次调用带有参数“day”,值为“Mon*”
    而且“slots”的最后一次调用发往“https://api.salon.example/slots?day=Monday”
    而且“slots”的第 1 次调用的请求体为
      """
      { "phone": "919876543210", "guests": 1 }
      """
    而且“slots”的第一次调用得到 200
    而且小普的 Webhook 依次返回 200
    而且小普的聊天机器人正常结束
    而且小普的聊天机器人结束,原因“the path ends at keep”
    而且小普的聊天没有分配给任何人
    而且没有占位符原样发出
    而且没有警告“unheard”

  场景: 一个回复,和一个带内容的回复
    假如Webhook“slots”返回 500
    而且Webhook“slots”返回 200,内容为
      """
      { "first": "noon" }
      """
    当小普发送
      """
      hi
      and good morning
      """
    而且小普点击第 1 项
    而且小普发送“Monday”
    那么小普得到回复“We cannot look that up now.”
    当小普说“hi”
    而且小普点击第 1 项
    而且小普发送“Monday”
    那么小普收到“at noon”
    而且“slots”被调用了 2 次

  场景: 每次都是同一个回复
    假如Webhook“slots”始终返回 503
    当小普说“hi”
    而且小普发送“book”
    而且小普说“Monday”
    那么小普的 Webhook 依次返回 503

  场景: 每次都是同一个带内容的回复
    假如Webhook“slots”始终返回 200,内容为
      """
      { "first": "noon" }
      """
    当小普发送“hi”
    而且小普说“book”
    而且小普发送“Monday”
    那么小普收到“at noon”

  场景: 每次都太迟
    假如Webhook“slots”始终超时
    当小普说“hi”
    而且小普发送“book”
    而且小普发送“Monday”
    那么小普没有被冷落
    而且“slots”的唯一一次调用没有得到回复

  场景: 先照常,然后太迟
    假如桩“../stubs.yaml”
    而且Webhook“slots”照常返回
    而且Webhook“slots”超时
    当小普说“hi”
    而且小普点击“Book”
    而且小普发送“Monday”
    而且小普说“hi”
    而且小普点击“Book”
    而且小普发送“Tuesday”
    那么小普的 Webhook 依次返回 200、无
    而且“slots”的第 2 次调用没有得到回复

  场景: 回复丢失
    假如Webhook“slots”的回复丢失
    当小普说“hi”
    而且小普点击“Book”
    而且小普发送“Monday”
    那么“slots”的最后一次调用没有得到回复

  场景: 没有人应答
    假如Webhook“slots”的连接被拒绝
    当小普说“hi”
    而且小普点击“Book”
    而且小普发送“Monday”
    那么小普收到“We cannot”

  场景: 回复中断
    假如桩“../stubs.yaml”
    而且Webhook“slots”的回复被截断
    当小普说“hi”
    而且小普点击“Book”
    而且小普发送“Monday”
    那么“slots”的第一次调用得到 200

  场景: 文件
    当小普说“hi”
    而且小普发送文件“https://files.example/photo.jpg”
    而且小普发送文件“https://files.example/photo.jpg”并附言“Look”
    而且小普点击“Prices”
    那么小普收到文件“https://cdn.salon.example/menu.jpg”

  场景: 表单和表格
    假如表格“Orders”已有一行
      | Phone       | Item   |
      | 15550100009 | Shears |
    当小普发送“hi”
    而且小普点击“Order”
    而且小普填写表单“item=Soap, count=2”
    那么表格“Orders”中有一行
      | Phone        | Item   |
      | 919876543210 | Soap   |
      | 15550100009  | Shears |

  场景: 人员
    假如Lena Agent 是 Wati 中的客服
    而且Wati 中没有客服 Ravi Agent
    而且客服 Asha Agent 不在线
    而且客服 Lena Agent 不在线
    而且小妮在 Wati 中名为“Nia Sample”
    而且小妮的属性“city”已设为“Pune”
    而且小普的属性“city”从未设置
    而且联系人小妮的负责人是 Lena Agent
    当小普说“hi”
    而且小普点击“Talk to us”
    那么团队 Sales 可以看到小普的聊天
    而且小普没有被晾在一边
    当客服 Lena Agent 上线
    而且客服 Lena Agent 接管小普的聊天
    而且客服 Lena Agent 回复小普“Here I am”
    那么小普的聊天分配给 Lena Agent
    而且小普的聊天分配给 lena.agent@example.com
    当小普的聊天标记为已解决
    那么小普的聊天状态为 SOLVED
    当小普的聊天状态改为 pending
    那么小普的聊天状态为 PENDING
    当小普的聊天交还给机器人
    而且手动为小普启动聊天机器人“this”
    那么聊天机器人正在等待小普
    而且小妮的属性“city”为“Pune”
    而且小普没有属性“city”
    而且没有聊天机器人为小妮启动
    而且小妮没有收到任何消息

  场景: 时间
    假如假设“flow.typed_label_is_tap”取“exact”
    当时间到了“2026-01-15 15:00+05:30”
    而且时间为“2026-01-15 15:00+05:30”
    而且小普发送“hi”
    而且小普说“Later”
    而且过了 30 分钟
    而且1 小时过去了
    那么小普收到“Here we are again.”
    而且运行依赖假设“flow.typed_label_is_tap”
    而且运行不依赖假设“wati.round_robin_moment”

  场景: 沙龙自己的服务器收到事件
    假如我的服务器“https://crm.example/hook”订阅了事件“message”
    而且我的服务器“https://crm.example/hook”订阅了事件“sentMessageREAD_v2”
    当小普说“hi”
    而且10 秒过去了
    而且小普说“Surprise me”
    那么我的服务器收到了事件“sentMessageREAD_v2”
    而且我的服务器收到了事件“message”,内容包含“Surprise me”
    而且我的服务器收到了 2 次事件“message”
    而且我的服务器收到了 0 次事件“sentMessageREAD”

  场景: 两人同时
    假如桩“../stubs.yaml”
    当小普和小妮同时说“hi”
    而且小普连续发送“Book”和“Monday”
    那么小妮共收到 1 条消息
    而且聊天机器人在“menu”等待小妮
    而且小普得到回复“On Monday”

  场景: 无法继续的聊天机器人
    当小普发送“hi”
    而且小普点击“Surprise”
    那么小普的聊天机器人失败
    而且小普的聊天机器人结束,原因“no chatbot with the id 'second'”

  场景: 另一个聊天机器人
    假如可以触发聊天机器人“../second.json”
    而且账户设置为
      """
      plan: business
      """
    而且小普还不是联系人
    当小普说“hi”
    而且小普点击“Surprise”
    那么小普收到“This is the second chatbot.”
    而且有警告“unset-variable”
