Feature: The account's own settings decide with the chatbot who gets a chat
  What no export holds: the plan, working hours, keywords, routing, and the people in the team inbox.

  Background:
    Given the chatbot "zoho_lead_owner"
    And Priya writes from 919876543210
    And Nia writes from 15550100009

  @faq-2
  Scenario: The plan Growth cannot start this chatbot
    Given the account's profile is
      """
      plan: growth
      """
    When Priya says "hi"
    Then nobody has Priya's chat
    And there is a warning "unheard"

  @step-1
  Scenario: The chatbot starts on a new chat only
    Given the account's profile is
      """
      default_actions: { welcome: { do: [ { chatbot: this } ] } }
      """
    When Nia says "hi"
    And Nia says "hello?"
    Then Nia's webhooks were answered 200, 204

  @step-1
  Scenario: A keyword answers instead of the chatbot
    Given the account's profile is
      """
      keywords: [ { match: contains, words: [ opening hours ], do: [ { send: We are open from 9 to 18. } ] } ]
      default_actions: { welcome: { do: [ { chatbot: this } ] } }
      """
    When Priya says "What are your opening hours?"
    Then Priya is told "We are open from 9 to 18."
    And nobody has Priya's chat

  @step-1
  Scenario: Outside working hours, while nobody is there
    Given the account's profile is
      """
      time_zone: Asia/Kolkata
      working_hours: [ { days: [ mon, tue, wed, thu, fri ], from: "09:00", to: "14:00" } ]
      default_actions:
        outside_hours: { do: [ { send: We are back at nine. } ] }
        welcome: { do: [ { chatbot: this } ] }
      """
    And Asha Agent is offline
    And Ravi Agent is offline
    When Priya says "hi"
    Then Priya is told "We are back at nine."
    And nobody has Priya's chat

  @faq-12
  Scenario: The owner of the contact in Wati gets the chat, whatever Zoho says
    Given the account's profile is
      """
      routing: { contact_owner: true }
      """
    And Ravi Agent owns the contact Priya
    When Priya says "hi"
    Then Priya's chat is assigned to Ravi Agent

  @faq-12
  Scenario: Round robin takes a new customer whom the chatbot leaves to nobody
    Given the account's profile is
      """
      routing: { round_robin: true }
      """
    And Asha Agent is offline
    When Nia says "hi"
    Then Nia is told "Welcome to *Example Traders*!"
    And Nia's chat is assigned to Ravi Agent
    And the run leans on "wati.round_robin_moment"

  @case-1
  Scenario: The agent who has the chat answers, and the chatbot stays silent
    When Priya says "hi"
    And Asha Agent answers Priya "Good morning!"
    And Priya says "Thank you"
    Then Priya's webhooks were answered 200, 200
    And the status of Priya's chat is OPEN

  @case-1
  Scenario: A chat that was solved and given back starts the chatbot again
    When Priya says "hi"
    And Priya's chat is solved
    Then the status of Priya's chat is SOLVED
    When Priya's chat is given back to the bot
    And Priya says "hello again"
    Then Priya's chat is assigned to Asha Agent
    And Priya's webhooks were answered 200, 200, 200, 200
