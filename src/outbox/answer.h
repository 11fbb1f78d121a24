// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "outbox/carrier.h"
#include "outbox/channels.h"
#include "outbox/notice.h"

// What an answer says about a delivery.
namespace qingxin::outbox {

// An HTTP answer by a rule. A status of ours that a person can mend (401, 403, 404, 405) is worth
// trying again once he has; one about the notice itself is not.
Delivery delivery_of(const HttpAnswer& answer, const AnswerRule& rule);

// The rules of the group robots, in whose answers errcode 0 is success.
AnswerRule wecom_rule();
AnswerRule dingtalk_rule();

Delivery delivery_of(const CallFailure& failure);       // over HTTP
Delivery mail_delivery_of(const CallFailure& failure);  // over SMTP

}  // namespace qingxin::outbox
