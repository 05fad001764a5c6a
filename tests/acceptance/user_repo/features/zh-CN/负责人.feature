# language: zh-CN
功能: 客户的负责人得到聊天

  背景:
    假如小帕的号码是 +1 555 010 0041
    而且小新的号码是 +1 555 010 0042

  场景: 潜在客户由负责人接待
    当小帕说“hi”
    而且小帕点击“Talk to us”
    那么小帕收到“Lena will be with you”
    而且小帕的聊天分配给 Lena Owner

  场景: 新客户由前台接待
    当小新说“hi”
    而且小新点击“Talk to us”
    那么团队 Front desk 可以看到小新的聊天

  场景: Zoho 出故障时不会把客户晾在一边
    假如“zoho.search_records”的下一次调用返回 503
    当小帕说“hi”
    而且小帕点击“Talk to us”
    那么小帕没有被晾在一边
