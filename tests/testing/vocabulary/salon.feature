Feature: Every sentence about a chatbot of one's own

  Background:
    Given the chatbot "salon.json"
    And the world "world.yaml"
    And Priya writes from +91 98765 43210
    And Nia writes from 15550100009

  Scenario: A booking, by the salon's own service
    Given the stubs "stubs.yaml"
    When Priya says "hi"
    Then Priya can tap "Book"
    And Priya cannot tap "Cancel"
    And the chatbot waits for Priya
    And the chatbot waits for Priya at "menu"
    When Priya taps "Book"
    Then Priya is answered
    And Priya is answered "Which day?"
    And Priya's chatbot calls no webhook
    And "slots" was never called
    When Priya says "Monday"
    Then Priya is told "at 10:30"
    And Priya is not told "We cannot"
    And Priya is told "Which day?" 1 time
    And Priya is told "Cancel" 0 times
    And Priya is told exactly
      """
      On Monday there is room at 10:30.
      """
    And Priya is told, in this order
      | Pick one          |
      | Which day?        |
      | On Monday there   |
    And Priya gets 3 messages
    And Priya comes to "keep"
    And Priya never comes to "sorry"
    And Priya's variable "@slot" is "10:30"
    And Priya has no variable "slots"
    And Priya's attribute "slot" is "10:30"
    And Priya has no attribute "day"
    And "https://api.salon.example/*" was called 1 time
    And the calls were, in this order
      | slots |
    And the only call of "slots" had the header "X-Salon-Key" with "key-of-*"
    And the first call of "slots" had the parameter "day" with "Mon*"
    And the last call of "slots" went to "https://api.salon.example/slots?day=Monday"
    And the 1st call of "slots" had the body
      """
      { "phone": "919876543210", "guests": 1 }
      """
    And the first call of "slots" was answered 200
    And Priya's webhooks were answered 200
    And the chatbot has ended for Priya
    And the chatbot has ended for Priya because "the path ends at keep"
    And nobody has Priya's chat
    And no placeholder goes out unfilled
    And there is no warning "unheard"

  Scenario: An answer, and an answer with a body
    Given the webhook "slots" is answered 500
    And the webhook "slots" is answered 200 with
      """
      { "first": "noon" }
      """
    When Priya says
      """
      hi
      and good morning
      """
    And Priya taps choice 1
    And Priya says "Monday"
    Then Priya is answered "We cannot look that up now."
    When Priya says "hi"
    And Priya taps choice 1
    And Priya says "Monday"
    Then Priya is told "at noon"
    And "slots" was called 2 times

  Scenario: An answer whenever it is asked
    Given the webhook "slots" is always answered 503
    When Priya says "hi"
    And Priya says "book"
    And Priya says "Monday"
    Then Priya's webhooks were answered 503

  Scenario: An answer with a body whenever it is asked
    Given the webhook "slots" is always answered 200 with
      """
      { "first": "noon" }
      """
    When Priya says "hi"
    And Priya says "book"
    And Priya says "Monday"
    Then Priya is told "at noon"

  Scenario: Late whenever it is asked
    Given the webhook "slots" always times out
    When Priya says "hi"
    And Priya says "book"
    And Priya says "Monday"
    Then Priya is not ignored
    And the only call of "slots" got no reply

  Scenario: As usual, then late
    Given the stubs "stubs.yaml"
    And the webhook "slots" is answered as usual
    And the webhook "slots" times out
    When Priya says "hi"
    And Priya taps "Book"
    And Priya says "Monday"
    And Priya says "hi"
    And Priya taps "Book"
    And Priya says "Tuesday"
    Then Priya's webhooks were answered 200, none
    And the 2nd call of "slots" got no reply

  Scenario: The reply is lost
    Given the reply to the webhook "slots" is lost
    When Priya says "hi"
    And Priya taps "Book"
    And Priya says "Monday"
    Then the last call of "slots" got no reply

  Scenario: Nobody is there
    Given the webhook "slots" is refused
    When Priya says "hi"
    And Priya taps "Book"
    And Priya says "Monday"
    Then Priya is told "We cannot"

  Scenario: The reply breaks off
    Given the stubs "stubs.yaml"
    And the reply to the webhook "slots" is cut off
    When Priya says "hi"
    And Priya taps "Book"
    And Priya says "Monday"
    Then the first call of "slots" was answered 200

  Scenario: Files
    When Priya says "hi"
    And Priya sends the file "https://files.example/photo.jpg"
    And Priya sends the file "https://files.example/photo.jpg" saying "Look"
    And Priya taps "Prices"
    Then Priya gets the file "https://cdn.salon.example/menu.jpg"

  Scenario: A form, and a sheet
    Given the sheet "Orders" holds the row
      | Phone       | Item   |
      | 15550100009 | Shears |
    When Priya says "hi"
    And Priya taps "Order"
    And Priya fills the form with "item=Soap, count=2"
    Then the sheet "Orders" has the row
      | Phone        | Item   |
      | 919876543210 | Soap   |
      | 15550100009  | Shears |

  Scenario: People
    Given Lena Agent is an agent in Wati
    And the agent Ravi Agent does not exist in Wati
    And Asha Agent is offline
    And Lena Agent goes offline
    And Nia is called "Nia Sample" in Wati
    And the attribute "city" of Nia was set to "Pune"
    And the attribute "city" of Priya was never set
    And Lena Agent owns the contact Nia
    When Priya says "hi"
    And Priya taps "Talk to us"
    Then the team Sales sees Priya's chat
    And Priya is not left alone
    When Lena Agent comes online
    And Lena Agent takes over Priya's chat
    And Lena Agent answers Priya "Here I am"
    Then Priya's chat is assigned to Lena Agent
    And Priya's chat is assigned to lena.agent@example.com
    When Priya's chat is solved
    Then the status of Priya's chat is SOLVED
    When Priya's chat is set to pending
    Then the status of Priya's chat is PENDING
    When Priya's chat is given back to the bot
    And the chatbot "this" is started by hand for Priya
    Then the chatbot waits for Priya
    And Nia's attribute "city" is "Pune"
    And Priya has no attribute "city"
    And no chatbot starts for Nia
    And Nia is told nothing

  Scenario: Time
    Given the assumption "flow.typed_label_is_tap" is "exact"
    When it is "2026-01-15 15:00+05:30"
    And it is "2026-01-15 15:00+05:30"
    And Priya says "hi"
    And Priya says "Later"
    And 30 minutes go by
    And 1 hour goes by
    Then Priya is told "Here we are again."
    And the run leans on "flow.typed_label_is_tap"
    And the run does not lean on "wati.round_robin_moment"

  Scenario: The salon's own server hears of it
    Given my server at "https://crm.example/hook" hears of "message"
    And my server at "https://crm.example/hook" hears of "sentMessageREAD_v2"
    When Priya says "hi"
    And 10 seconds go by
    And Priya says "Surprise me"
    Then my server was told "sentMessageREAD_v2"
    And my server was told "message" with "Surprise me"
    And my server was told "message" 2 times
    And my server was told "sentMessageREAD" 0 times

  Scenario: Two at once
    Given the stubs "stubs.yaml"
    When Priya and Nia say "hi" at once
    And Priya says "Book" and, before any answer, "Monday"
    Then Nia gets 1 message
    And the chatbot waits for Nia at "menu"
    And Priya is answered "On Monday"

  Scenario: A chatbot that cannot go on
    When Priya says "hi"
    And Priya taps "Surprise"
    Then the chatbot has failed for Priya
    And the chatbot has ended for Priya because "no chatbot with the id 'second'"

  Scenario: Another chatbot
    Given the chatbot "second.json" can be triggered
    And the account's profile is
      """
      plan: business
      """
    And Priya is no contact yet
    When Priya says "hi"
    And Priya taps "Surprise"
    Then Priya is told "This is the second chatbot."
    And there is a warning "unset-variable"
